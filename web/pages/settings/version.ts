/** The console's version, put in by the build. */

declare const ERRAND_VERSION: string | undefined;

export const version: string = typeof ERRAND_VERSION === 'string' ? ERRAND_VERSION : '';
