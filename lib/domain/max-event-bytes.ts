/** An event is at most this many bytes of JSON; anything larger goes into an artifact that the event names. By itself, so that who appends needs no schema. */
export const MAX_EVENT_BYTES = 24 * 1_024;
