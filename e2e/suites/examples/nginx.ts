import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freeAddresses } from './free-addresses.js';

const recipe = (name: string) =>
  readFile(fileURLToPath(new URL(`../../../examples/nginx/${name}`, import.meta.url)), 'utf8');

export interface Nginx {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts nginx in front of a site, with the recipe of examples/nginx.
 *
 * @param dir folder for its files
 * @param target the collector, instead of the recipe's
 */
export async function startNginx(dir: string, siteUrl: string, target: string): Promise<Nginx> {
  const command = process.env.OTEL_RUM_NGINX;
  if (!command) throw new Error('OTEL_RUM_NGINX names no nginx: run `npm run test:examples nginx`');
  const [address] = await freeAddresses(1);
  const zone = await recipe('otel-rum-zone.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await mkdir(dir);
  await chmod(dir, 0o755);
  await writeFile(join(dir, 'zone.conf'), zone.replace('127.0.0.1:4318', new URL(target).host));
  await writeFile(join(dir, 'location.conf'), await recipe('otel-rum.conf'));
  await writeFile(
    join(dir, 'nginx.conf'),
    `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${dir}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${dir}/${name};`).join('\n  ')}
  include zone.conf;
  server {
    listen ${address};
    # As sites have that take uploads.
    client_max_body_size 50m;
    include location.conf;
    location / { proxy_pass ${siteUrl}; }
  }
}
`,
  );
  const child = spawn(command, ['-p', dir, '-c', join(dir, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr })
      .on('line', (line) => {
        output.push(line);
        if (line.includes('start worker process ')) resolve();
      })
      .on('close', () => reject(new Error(`nginx did not start:\n${output.join('\n')}`)));
  });
  return {
    url: `http://${address}`,
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
