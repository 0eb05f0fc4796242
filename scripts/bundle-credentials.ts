/** Leaves out of a bundle the ways to credentials that Lambda does not have: it gives them by its environment. Those by HTTP stay. */

import type { Plugin } from 'esbuild';

/** Each comes with a client of its own (STS, SSO), and what those share with the table's would be loaded at the start. */
const LEFT_OUT = {
  '@aws-sdk/credential-provider-sso': 'fromSSO',
  '@aws-sdk/credential-provider-ini': 'fromIni',
  '@aws-sdk/credential-provider-process': 'fromProcess',
  '@aws-sdk/credential-provider-web-identity': 'fromTokenFile',
} as const;

const isLeftOut = (path: string): path is keyof typeof LEFT_OUT => path in LEFT_OUT;

export const fewCredentials: Plugin = {
  name: 'few-credentials',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-/ }, ({ path }) =>
      isLeftOut(path) ? { path, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: isLeftOut(path) ? passOn(LEFT_OUT[path], path) : '',
      loader: 'js',
    }));
  },
};

/** `tryNextLink` is how a provider of the SDK's chain says that it has none. */
const passOn = (name: string, path: string): string => `
export const ${name} = () => async () => {
  throw Object.assign(new Error('The bundle has no ${path}.'), { tryNextLink: true });
};`;
