import type * as z from 'zod';
import { trialRequest } from '../../schemas/trial.ts';
import { handOver } from './hand-over.ts';

/** Hands a request for a trial mail over, without waiting for what comes of it. @throws when it is not even taken */
export const askForTrial = async (
  functionArn: string,
  request: z.input<typeof trialRequest>,
): Promise<void> => {
  await handOver(functionArn, trialRequest.parse(request));
};
