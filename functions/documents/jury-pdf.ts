import type { JurySheetFacts } from './pdf/jury-document.ts';

/** One student's semester on paper; loaded when somebody asks for it (infra/decisions/0031-cold-starts.md). */
export const jurySheetPdf = async (facts: JurySheetFacts): Promise<Uint8Array> => {
  const { jurySheet } = await import('./pdf/jury-document.ts');
  return jurySheet(facts);
};
