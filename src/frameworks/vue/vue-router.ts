/** The parts of a route that are used here. */
export interface VueRoute {
  /** Matching routes, outermost first. */
  readonly matched: readonly { readonly path: string; readonly redirect?: unknown }[];
}

/** The parts of a router that are used here; vue-router 4 and 5. */
export interface VueRouter {
  readonly options: { readonly history: { readonly location: string } };
  resolve(to: string): VueRoute;
  afterEach(hook: (to: VueRoute, from: VueRoute, failure?: unknown) => void): () => void;
  onError(handler: (error: unknown) => void): () => void;
}
