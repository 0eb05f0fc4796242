/** A picture of the page as it is now, for those who watch a run. Never stored, never an event. */

export interface LiveFrame {
  readonly type: 'frame';
  readonly taskId: string;
  /** When it was taken, ISO 8601. */
  readonly at: string;
  readonly url: string;
  readonly title: string;
  /** Of the page's view, in CSS px: what a place in the picture is counted in. The picture itself may be smaller. */
  readonly width: number;
  readonly height: number;
  /** JPEG in base64. */
  readonly image: string;
}

/** Of a whole message: API Gateway takes 128 KB, and a line of 1 Mbit/s two of these a second with room for events. */
export const MAX_FRAME_BYTES = 96 * 1_024;
/** Of the picture: base64 makes 4 of 3, and address, title and names take the rest. */
export const MAX_IMAGE_BYTES = 66 * 1_024;
/** Characters of address and title: escaped in JSON a character is 6 bytes at most. */
export const MAX_FRAME_TITLE = 200;
export const MAX_FRAME_URL = 500;
