import { readFileSync } from 'node:fs';
import type { ReportFacts } from '../../functions/documents/pdf/report-facts.ts';
import { reportPdf } from '../../functions/documents/report-pdf.ts';

/** Prints the report of a file many times, each with words of its own, and says what one costs once the process is warm. */
const reports = 120;

/** Every word that the tutor typed is one that no report had before. */
const inOtherWords = (report: ReportFacts, round: number): ReportFacts => {
  const { answers } = report.sent;
  const other = (text = ''): string => text.replace(/[\p{L}’]{4,}/gu, (word) => word + round.toString(36));
  const inOtherComments = (typed: object) =>
    Object.fromEntries(
      Object.entries(typed).flatMap(([name, text]) =>
        name.startsWith('comments') && typeof text === 'string' ? [[name, other(text)]] : [],
      ),
    );
  return {
    ...report,
    sent: {
      ...report.sent,
      answers: {
        ...answers,
        ...inOtherComments(answers),
        advice1: other(answers.advice1),
        advice2: other(answers.advice2),
      },
    },
  };
};

const fullReport: ReportFacts = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const spent: number[] = [];
for (let round = 0; round < reports; round++) {
  const facts = inOtherWords(fullReport, round);
  const before = process.cpuUsage();
  await reportPdf(facts);
  const { user, system } = process.cpuUsage(before);
  spent.push((user + system) / 1000);
}
console.log(JSON.stringify({ first: spent[0], warm: spent.slice(reports / 2) }));
