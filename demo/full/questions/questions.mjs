import { ofDuckdb } from './of-duckdb.mjs';
import { ofElasticsearch } from './of-elasticsearch.mjs';
import { ofPrometheus } from './of-prometheus.mjs';

/**
 * A question that an analyst asks of real-user monitoring.
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {string} title
 * @property {string} about content of the answer, with units
 * @property {string | object} query PromQL, or the body of Elasticsearch's _search
 * @property {string} [index] of Elasticsearch
 * @property {(answer: any) => object} [followUp] the second query of two, from the answer to the first
 * @property {(answer: any) => Record<string, string | number>[]} [read] makes rows of Elasticsearch's answer
 */

/**
 * All questions: five for Prometheus, five for Elasticsearch, and each of them for DuckDB.
 *
 * @type {(Question & { sql: string })[]}
 * @throws {Error} if a question has no query for DuckDB
 */
export const questions = [...ofPrometheus, ...ofElasticsearch].map((question) => {
  const sql = ofDuckdb[question.id];
  if (!sql) throw new Error(`${question.id} has no query for DuckDB`);
  return { ...question, sql };
});
