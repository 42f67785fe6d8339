import type { GuideFacts } from './pdf/guide-document.ts';

/** The guide of a stage, to be printed or shown; loaded when somebody asks for it (infra/decisions/0031-cold-starts.md). */
export const guidePdf = async (facts: GuideFacts): Promise<Uint8Array> => {
  const { guideDocument } = await import('./pdf/guide-document.ts');
  return guideDocument(facts);
};
