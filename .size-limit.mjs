import { ENTRIES, isModule } from './build/entries.mjs';

/** The budgets of build/entries.mjs, as size-limit reads them. */
export default ENTRIES.map((entry) => ({
  name: entry.size.name,
  path: `dist/${entry.file}`,
  gzip: true,
  limit: `${entry.size.limitKilobytes} kB`,
  ...(entry.size.import && isModule(entry)
    ? { import: entry.size.import, ignore: ['@opentelemetry/api'] }
    : { disablePlugins: ['@size-limit/esbuild'] }),
}));
