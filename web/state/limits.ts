/** Limits the page holds before the server does. */

/** As MAX_MESSAGE_CHARS in lib/domain/message.ts, which would bring a validator of 80 KB into the page. */
export const MAX_CHARS = 8_000;
/** Rows of a table preview. */
export const PREVIEW_ROWS = 50;
/** Characters of a text preview. */
export const PREVIEW_CHARS = 20_000;
