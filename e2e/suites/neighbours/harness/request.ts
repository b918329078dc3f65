import type { IncomingHttpHeaders } from 'node:http';

/** A request to the site, with its body. */
export interface HostRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** With the query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}
