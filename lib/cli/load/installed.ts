import { Complaint } from '../complaint.js';
import { messageOf } from '../text/failure.js';

/**
 * Loads what a project has installed. @throws Complaint where it is broken, as where it was installed on another platform, or
 * by another version of what needs it
 */
export async function installed<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const message = `${name}, as this project has it installed, can't be loaded: ${messageOf(cause)}`;
    throw new Complaint(message, { code: 'not_loaded', remedy: 'install it anew: npm install', cause });
  }
}
