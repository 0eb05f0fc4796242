/** A page whose code is fetched when it is first wanted. A fetch that fails can be tried again; one that worked is kept. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Notice } from '../components/notice.tsx';
import { Spinner } from '../components/spinner.tsx';
import { shellStrings } from '../strings/shell.ts';
import { strings } from '../strings.ts';

/** Stands for a component until its chunk is there. */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyPage(props: Props) {
    const failed = useSignal(false);
    const arrived = useSignal(loaded !== undefined);
    const fetchIt = async (): Promise<void> => {
      failed.value = false;
      try {
        loaded = await load();
        arrived.value = true;
      } catch {
        failed.value = true;
      }
    };
    useEffect(() => {
      if (loaded === undefined) void fetchIt();
    }, []);
    if (arrived.value && loaded !== undefined) {
      const Page = loaded;
      return <Page {...props} />;
    }
    return (
      <main class="page page-waiting">
        {failed.value ? (
          // A browser keeps a failed module failed: only a fresh page asks for it again.
          <Notice
            tone="bad"
            title={shellStrings.chunkFailed}
            action={{ label: strings.retry, run: () => location.reload() }}
          >
            <p>{shellStrings.chunkHint}</p>
          </Notice>
        ) : (
          <Spinner label={strings.loading} />
        )}
      </main>
    );
  };
}
