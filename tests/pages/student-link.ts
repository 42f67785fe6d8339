import { openStore } from '../../functions/store/store.ts';
import type { startHome } from '../../infra/local/home.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { readLocalStack } from '../../infra/local/template/local-stack.ts';
import type { StudentOfYear } from '../../schemas/link.ts';

/** The path of a student's link, made as their mails make it. */
export const studentLink = async (
  home: Pick<Awaited<ReturnType<typeof startHome>>, 'url' | 'tables' | 'clock'>,
  assembly: string,
  student: StudentOfYear,
): Promise<string> => {
  const { secrets } = readLocalStack(await readAssembly(assembly), home.url);
  const links = await openStore(home.tables[0] ?? '').studentLinks(secrets[0]?.arn ?? '');
  return `/e/${await links.tokenFor(student, home.clock.now(), '2027-12-31T00:00:00.000Z')}`;
};
