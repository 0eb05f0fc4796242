/** The floor of any start: a handler that does nothing. */

export const handler = async (): Promise<{ statusCode: number }> => ({ statusCode: 204 });
