import type { Command } from 'commander';
import { addConnectionFlags } from './connection';
import { addGeneralFlags } from './general';
import { grouped } from './help-text';
import { addPrintPolicyFlags } from './print-policy';

/** The flags of every command that asks AWS, whose IAM policy can be printed. */
export const addAwsFlags = (command: Command, timeoutMinutes: number): Command =>
  grouped(command, 'Credentials, region and time:', (one) =>
    addGeneralFlags(addPrintPolicyFlags(addConnectionFlags(one)), timeoutMinutes),
  );
