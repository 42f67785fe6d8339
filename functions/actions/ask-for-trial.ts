import type * as z from 'zod';
import { trialRequest } from '../../schemas/trial.ts';

/** Hands a request for a trial mail over, without waiting for what comes of it. @throws when it is not even taken */
export const askForTrial = async (
  functionArn: string,
  request: z.input<typeof trialRequest>,
): Promise<void> => {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  await new LambdaClient({}).send(
    new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(trialRequest.parse(request))),
    }),
  );
};
