const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Returns an answer in JSON with the headers that every answer of the webhook has. */
export function webhookAnswer(
  status: number,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers: { ...headers, ...more } });
}
