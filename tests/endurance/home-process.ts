import { startHome } from '../../infra/local/home.ts';

/** A home in a process of its own, to be killed. @param argv folder, moment, assembly */
const [, , data, at, assembly] = process.argv;
process.env.TZ = 'UTC';
process.removeAllListeners('warning');
const { url, awsEndpoint, tables } = await startHome({
  port: 0,
  data,
  at,
  frozen: true,
  empty: true,
  assembly,
});
process.send?.({ url, awsEndpoint, table: tables[0] });
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }));
