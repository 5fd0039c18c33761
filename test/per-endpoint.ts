type Handler<T> = (event: unknown, context?: unknown) => Promise<T>;

/** A process has one endpoint, and its clients live as long; a test file has many: a handler for each of them. */
export function perEndpoint<T>(createHandler: () => Handler<T>): Handler<T> {
  const handlers = new Map<string, Handler<T>>();
  return (event, context) => {
    const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';
    const handler = handlers.get(endpoint) ?? createHandler();
    handlers.set(endpoint, handler);
    return handler(event, context);
  };
}
