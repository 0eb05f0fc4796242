/** A KMS that keeps its data keys in memory: what is counted is how often it is asked. Protects nothing. */

import type { KeyProvider } from '../../../lib/secrets/key-provider.ts';
import type { Call } from '../calls.ts';

type KmsCalls = Extract<KeyProvider, { kind: 'kms' }>['calls'];

export function countedKeys(note: (call: Call) => void): KmsCalls {
  const kept = new Map<string, Uint8Array>();
  return {
    async generateDataKey() {
      note({ kind: 'key', verb: 'generate' });
      const key = crypto.getRandomValues(new Uint8Array(32));
      const wrapped = crypto.getRandomValues(new Uint8Array(180));
      kept.set(Buffer.from(wrapped).toString('hex'), Uint8Array.from(key));
      return { key, wrapped };
    },
    async decrypt(_keyId, wrapped) {
      note({ kind: 'key', verb: 'decrypt' });
      const key = kept.get(Buffer.from(wrapped).toString('hex'));
      if (key === undefined) throw new Error('This data key was not made here.');
      return Uint8Array.from(key);
    },
  };
}
