import type * as z from 'zod';
import { linkRequest } from '../../schemas/link.ts';
import { handOver } from './hand-over.ts';

/** Hands a request for a link over, without waiting for what comes of it. @throws when it is not even taken */
export const askForLink = async (
  functionArn: string,
  request: z.input<typeof linkRequest>,
): Promise<void> => {
  await handOver(functionArn, linkRequest.parse(request));
};
