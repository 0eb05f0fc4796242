/** Times that more than one construct must agree on. */

/** Lambda's own longest. */
export const WORKER_MINUTES = 15;
/** The HTTP API gives up after 30 s; a function that is still at work then works for nobody. */
export const API_SECONDS = 29;
export const INGRESS_SECONDS = 60;
/** A run of the reaper ends within a minute or so; the next one goes on. */
export const REAPER_SECONDS = 110;
export const RELAY_SECONDS = 60;
