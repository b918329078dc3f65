// TypeScript reads no .vue files: what deserves types stands in .ts files beside them.
declare module '*.vue' {
  const component: import('vue').Component;
  // biome-ignore lint/style/noDefaultExport: what Vue's compiler makes of a file
  export default component;
}
