/** A response other than 200: its HTTP status, and the reason for the client. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} reason
   * @param {Record<string, string>} [headers] what the status asks for, such as `Allow` for 405
   */
  constructor(status, reason, headers = {}) {
    super(reason);
    this.name = 'HttpError';
    this.status = status;
    this.headers = headers;
  }
}
