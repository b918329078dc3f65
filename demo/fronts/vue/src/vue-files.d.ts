// TypeScript reads no .vue files: what deserves types stands in .ts files beside them.
declare module '*.vue' {
  const component: import('vue').Component;
  // biome-ignore lint/style/noDefaultExport: that is how Vue files are typed
  export default component;
}
