/** What IAM says when the role of a state machine does not allow an action on a resource. */
export type Lacking = (machineArn: string, action: string, resource: string) => string | undefined;

/**
 * A distributed Map runs each of its items as an execution of its own machine, which it starts, follows and may have to stop
 * (Step Functions developer guide, "IAM policies for using Distributed Map states").
 */
export const mapRunDenial = (lacking: Lacking, machineArn: string): string | undefined => {
  const ofMapRun = `${machineArn.replace(':stateMachine:', ':execution:')}/map:item`;
  return (
    lacking(machineArn, 'states:StartExecution', machineArn) ??
    lacking(machineArn, 'states:DescribeExecution', ofMapRun) ??
    lacking(machineArn, 'states:StopExecution', ofMapRun)
  );
};
