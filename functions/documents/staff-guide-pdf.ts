import type { StaffGuideFacts } from './pdf/staff-guide-document.ts';

/** The guide of a role, to be printed; loaded when somebody asks for it (infra/decisions/0031-cold-starts.md). */
export const staffGuidePdf = async (facts: StaffGuideFacts): Promise<Uint8Array> => {
  const [{ staffGuideDocument }, { pictures }] = await Promise.all([
    import('./pdf/staff-guide-document.ts'),
    import('./guide-pictures/pictures.ts'),
  ]);
  return staffGuideDocument(facts, pictures);
};
