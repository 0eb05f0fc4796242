/** One run on a page of its own: live, or from its events as it was. Follows it while the page is open. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Task } from '../../lib/domain/task.ts';
import { type OpenRun, openRun } from '../state/open-run.ts';
import { moveTo } from '../state/replay.ts';
import { hasEnded } from '../state/task-view.ts';
import { runWords } from '../strings/run-page.ts';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { FaultNotice } from './fault-notice.tsx';
import { Meters } from './meters.tsx';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { ResultBody } from './run/result-body.tsx';
import { RunAsks } from './run/run-asks.tsx';
import { RunBody } from './run/run-body.tsx';
import { RunControls } from './run/run-controls.tsx';
import { RunFacts } from './run/run-facts.tsx';
import { isForPerson, RunFiles } from './run/run-files.tsx';
import { RunHosts } from './run/run-hosts.tsx';
import type { ShownRun } from './run/shown-run.ts';
import { StatusBadge } from './run/status-badge.tsx';
import { Spinner } from './spinner.tsx';

export function RunPage({ taskId }: { readonly taskId: string }) {
  const console = useConsole();
  const { live, announcement, run: acts, fault } = console;
  const [opened, setOpened] = useState<OpenRun | undefined>(undefined);
  useEffect(() => {
    const run = openRun({ live, announcement, readTask: acts.readTask }, taskId);
    fault.value = undefined;
    setOpened(run);
    void run.load();
    return () => run.close();
  }, [taskId]);
  return (
    <main class="page run-page" data-testid="run-page">
      <div class="run-column">{opened && <Loaded run={opened} taskId={taskId} />}</div>
    </main>
  );
}

function Loaded({ run, taskId }: { readonly run: OpenRun; readonly taskId: string }) {
  const facts = run.facts.value;
  switch (facts) {
    case 'loading':
      return <Spinner label={strings.loading} />;
    case 'missing':
      return (
        <Notice tone="bad" title={runWords.notFound}>
          <p>{runWords.notFoundHint}</p>
        </Notice>
      );
    case 'failed': {
      const action = { label: strings.retry, run: () => void run.load() };
      return <Notice tone="bad" title={runWords.notLoaded} action={action} />;
    }
    default: {
      const { sessionId, title, consent } = facts;
      return <Shown run={{ taskId, sessionId, title, scope: consent.scope, task: run }} facts={facts} />;
    }
  }
}

function Shown({ run, facts }: { readonly run: ShownRun; readonly facts: Task }) {
  const { task, title, sessionId, scope } = run;
  const view = task.view.value;
  const { result, steps } = view;
  const made = view.artifacts.filter(isForPerson);
  const top = useRef<HTMLDivElement>(null);
  const isAway = useConsole().live.connection.value === 'offline' && !hasEnded(view.status);
  return (
    <>
      <header class="run-head">
        <a class="run-back" href={`#/${sessionId}`}>
          {runWords.toConversation}
        </a>
        <div class="run-title">
          <PageHeading title={title} />
          <StatusBadge view={view} />
        </div>
        <RunControls run={run} />
      </header>
      <FaultNotice />
      {isAway && <Notice tone="warn" title={runWords.offline} />}
      {task.followed.state.value === 'failed' && (
        <Notice
          tone="bad"
          title={runWords.notLoaded}
          action={{ label: strings.retry, run: () => void task.followed.refresh() }}
        />
      )}
      <RunAsks run={run} />
      {result && (
        <section class="card result" aria-label={strings.result} data-testid="result" data-status={result.status}>
          <ResultBody
            result={result}
            steps={steps}
            show={({ step, text }) => {
              task.claim.value = text;
              task.position.value = moveTo(
                steps.findIndex(known => known.step === step),
                steps.length,
              );
              top.current?.scrollIntoView({ block: 'start' });
            }}
          />
          {made.length > 0 && <RunFiles artifacts={made} firstIsOpen={false} none="" />}
        </section>
      )}
      <section class="card run" aria-label={strings.liveRun} data-testid="run" data-status={view.status} ref={top}>
        <Meters view={view} budget={scope.budget} />
        <RunBody
          run={run}
          more={[
            {
              name: 'files',
              words: runWords.files,
              count: view.artifacts.filter(artifact => artifact.kind !== 'screenshot').length,
              panel: () => <RunFiles artifacts={view.artifacts} firstIsOpen={false} none={runWords.noFilesYet} />,
            },
            {
              name: 'hosts',
              words: runWords.hosts,
              count: view.hosts.length,
              panel: () => <RunHosts hosts={view.hosts} />,
            },
            { name: 'facts', words: runWords.terms, panel: () => <RunFacts task={facts} /> },
          ]}
        />
      </section>
    </>
  );
}
