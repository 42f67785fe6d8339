import type * as z from 'zod';
import { linkRequest } from '../../schemas/link.ts';

/** Hands a request for a link over, without waiting for what comes of it. @throws when it is not even taken */
export const askForLink = async (
  functionArn: string,
  request: z.input<typeof linkRequest>,
): Promise<void> => {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  await new LambdaClient({}).send(
    new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(linkRequest.parse(request))),
    }),
  );
};
