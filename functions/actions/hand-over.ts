/** Hands something over to another function, without waiting for what comes of it. @throws when it is not even taken */
export const handOver = async (functionArn: string, payload: object): Promise<void> => {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  await new LambdaClient({}).send(
    new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(payload)),
    }),
  );
};
