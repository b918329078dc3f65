import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

const VIEWS = new URL('../../../examples/duckdb/views.sql', import.meta.url);

/**
 * Opens DuckDB with the views of examples/duckdb on a folder of OTLP/JSON lines.
 *
 * @param {string} folder with traces.jsonl and logs.jsonl
 * @returns {Promise<{ ask(sql: string): Promise<Record<string, string | number>[]>, close(): void }>} `ask` returns rows, and
 *   throws if DuckDB refuses the query
 */
export async function openDuckdb(folder) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET file_search_path = '${folder.replaceAll("'", "''")}'`);
  await connection.run(await readFile(VIEWS, 'utf8'));
  return {
    async ask(sql) {
      const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
      return rows.map(withNumbers);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Replaces the 64-bit integers that DuckDB counts with. */
const withNumbers = (row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
