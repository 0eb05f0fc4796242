/** An SDK client whose calls are answered here: still an instance of its class, which paginators ask for. Opens no connection. */

export function sending<Client extends { send: unknown }>(
  client: Client,
  answer: (command: unknown, ...rest: unknown[]) => Promise<unknown>,
): Client {
  return new Proxy(client, {
    get: (target, name) => (name === 'send' ? answer : (Reflect.get(target, name) as unknown)),
  });
}
