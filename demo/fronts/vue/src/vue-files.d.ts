// TypeScript reads no .vue files: typed code is in .ts files beside them.
declare module '*.vue' {
  const component: import('vue').Component;
  // biome-ignore lint/style/noDefaultExport: that is how Vue files are typed
  export default component;
}
