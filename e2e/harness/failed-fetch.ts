/** What `String()` makes of the error of a `fetch` without a response, in Chromium, Firefox and WebKit. */
export const FAILED_FETCH =
  /^TypeError: (Failed to fetch|NetworkError when attempting to fetch resource\.|Load failed)$/;
