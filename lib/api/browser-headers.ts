/** What a browser is told about each kind of answer: the API's, the console's and an artifact's. One place, for the local gateway and for a deployment's CDN. Pure. */

/** Features that nothing of ours uses. Only names that Chromium knows, or it complains in the console. */
const PERMISSIONS = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

const EVERYWHERE = {
  'permissions-policy': PERMISSIONS.map(name => `${name}=()`).join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const NEVER_FRAMED = { ...EVERYWHERE, 'x-frame-options': 'DENY' } as const;

/** Nothing in an answer may run, be framed, sniffed or kept. */
export const apiHeaders = {
  ...NEVER_FRAMED,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-site',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const;

export interface ConsoleSources {
  /** Whom the page's own code may talk to beside its own origin: sockets, an API of another origin. */
  readonly connect: readonly string[];
  /** Where screenshots and files come from: another origin than the console's. */
  readonly storage: string;
}

/**
 * No inline script or style, no eval, nothing from a stranger. Trusted types: where a string would become markup, as with
 * `innerHTML`, the browser throws, and no code of ours may make an exception.
 */
export function consoleHeaders({ connect, storage }: ConsoleSources): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${storage}`,
    `connect-src ${["'self'", ...connect, storage].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    ...NEVER_FRAMED,
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** A file is what a page made it: opened on its own it runs nothing, has no origin, and may not be sniffed. */
export const artifactHeaders = {
  ...EVERYWHERE,
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
  'cross-origin-resource-policy': 'same-site',
} as const;
