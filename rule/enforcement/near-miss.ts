/** Why a document that asks for MFA is no enforcement: the rest of a sentence. Undefined where it asks for none. */
export function nearMiss(document: unknown): string | undefined {
  const text = JSON.stringify(document) as string | undefined;
  return /"aws:multifactorauthpresent"/i.test(text ?? '')
    ? 'it does not deny everything but enrolling to a session without MFA'
    : undefined;
}
