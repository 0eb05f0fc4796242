/** How the task ended: what it says, what that rests on, and the files it made. All page text, so all of it plain text. */

import type { Message } from '../../lib/domain/message.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { OpenSession } from '../state/open-session.ts';
import { evidenceWords, strings, taskStatusWords } from '../strings.ts';
import { ArtifactItem } from './artifact-item.tsx';
import { Badge, type Tone } from './badge.tsx';
import { MessageBubble } from './message-bubble.tsx';

const statusTones: Readonly<Record<TaskResult['status'], Tone>> = {
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};
const evidenceTones: Readonly<Record<TaskResult['evidence'], Tone>> = {
  verified: 'good',
  unverified: 'warn',
  none: 'neutral',
};

interface ResultProps {
  readonly taskId: string;
  readonly message: Message;
  readonly session: OpenSession;
}

export function ResultCard({ taskId, message, session }: ResultProps) {
  const { result, artifacts } = session.task(taskId).view.value;
  if (!result) return <MessageBubble from={message.role} text={message.text} />;
  const files = artifacts.filter(artifact => artifact.kind !== 'screenshot');
  const screenshots = artifacts.filter(artifact => artifact.kind === 'screenshot');
  return (
    <section class="card result" aria-label={strings.result} data-testid="result" data-status={result.status}>
      <header class="card-head">
        <p class="eyebrow">{strings.result}</p>
        <span class="badges">
          <Badge tone={statusTones[result.status]}>{taskStatusWords[result.status]}</Badge>
          {result.status === 'completed' && (
            <Badge tone={evidenceTones[result.evidence]}>{evidenceWords[result.evidence].label}</Badge>
          )}
        </span>
      </header>
      <p class="prose result-summary">{result.summary}</p>
      {result.detail !== undefined && result.detail !== result.summary && <p class="prose quiet">{result.detail}</p>}
      {result.status === 'completed' && <Evidence result={result} />}
      {files.length > 0 && (
        <div class="files">
          <h3>{strings.artifacts}</h3>
          {files.map((artifact, index) => (
            <ArtifactItem key={artifact.artifactId} artifact={artifact} isOpen={index === 0} />
          ))}
        </div>
      )}
      {screenshots.length > 0 && (
        <details class="fold">
          <summary>
            {strings.screenshots} ({screenshots.length})
          </summary>
          <div class="files">
            {screenshots.map(artifact => (
              <ArtifactItem key={artifact.artifactId} artifact={artifact} isOpen={false} />
            ))}
          </div>
        </details>
      )}
      {artifacts.length === 0 && <p class="quiet">{strings.noArtifacts}</p>}
    </section>
  );
}

function Evidence({ result }: { result: TaskResult }) {
  return (
    <div class="evidence" data-evidence={result.evidence}>
      <p class="quiet">{evidenceWords[result.evidence].hint}</p>
      {result.evidenceNotes.length > 0 && (
        <ul aria-label={strings.evidence}>
          {result.evidenceNotes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
