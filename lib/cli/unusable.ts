/** What was asked for cannot be used as it is: a file that cannot be read, an address that is none. Exit code 2; never a stack. */

export class Unusable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Unusable';
  }
}
