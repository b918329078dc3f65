/** A response that is not 2xx, with the server's message. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Requests the API. Rejects with an ApiError if the response is not 2xx. */
export const askApi = async <T>(
  path: string,
  { method = 'GET', body }: { method?: string; body?: object | undefined } = {},
): Promise<T> => {
  const response = await fetch(`/api${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer.error, response.status);
  return answer;
};
