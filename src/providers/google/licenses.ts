import type { licensing_v1 as api } from "googleapis/build/src/apis/licensing/v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import { ownCustomer } from "../../model/provider.ts";
import type { GoogleClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { isAddress, isGoogleKey } from "./keys.ts";
import { licensingQuota } from "./licensing-api.ts";
import { readList } from "./lists.ts";

/** A product and SKU, written `product/sku`. */
export interface LicenseKey {
  readonly productId: string;
  readonly skuId: string;
}

/** The documented maximum page size. */
const pageSize = 100;

/** Parses `product/sku`. @throws Unreadable if a part could change the request */
export function licenseKeyOf(text: string): LicenseKey {
  const [productId = "", skuId = "", ...rest] = text.split("/");
  const isSafe = (part: string): boolean => isGoogleKey(part) && !isAddress(part);
  if (rest.length > 0 || !isSafe(productId) || !isSafe(skuId))
    throw new Unreadable(`"${text}" is not a licence: expected product/sku`);
  return { productId, skuId };
}

/** Reads the addresses of all users with the licence, in lower case. A SKU that the tenant does not have is refused. */
export async function readHolders(
  client: GoogleClient,
  license: LicenseKey,
  customerId: string,
): Promise<readonly string[]> {
  const licensing = await client.licensing();
  const holders = await readList(
    "licenses",
    async (token) => {
      const page = await client.read(
        () => licensing.listForProductAndSku({ ...license, customerId, maxResults: pageSize, ...token }),
        licensingQuota,
      );
      return { kind: page.kind, items: page.items, nextPageToken: page.nextPageToken };
    },
    (assignment) => holderIn(assignment, license),
  );
  return holders.map((assignment) => holderIn(assignment, license));
}

/** Reads whether the user with this address has the licence. */
export async function hasLicense(client: GoogleClient, license: LicenseKey, address: string): Promise<boolean> {
  const licensing = await client.licensing();
  try {
    const answer = await client.read(() => licensing.get({ ...license, userId: address }), licensingQuota);
    if (holderIn(answer, license) !== address.toLowerCase())
      throw new Unreadable(`the answer about the licence of ${address} is about another user`);
    return true;
  } catch (error) {
    if (refusalOf(error)?.status === 404) return false;
    throw error;
  }
}

/** Returns whether the tenant has the product and SKU. Google cannot list them, so the list of its users is the proof. */
export async function licenseExists(client: GoogleClient, license: LicenseKey, customerId: string): Promise<boolean> {
  const licensing = await client.licensing();
  try {
    const page = await client.read(
      () => licensing.listForProductAndSku({ ...license, customerId, maxResults: 1 }),
      licensingQuota,
    );
    if (page.kind !== "licensing#licenseAssignmentList") throw new Unreadable("Google's response is not a list");
    return true;
  } catch (error) {
    if (isUnknownLicense(error)) return false;
    throw error;
  }
}

/** Returns whether Google refused the product or the SKU itself, and not another part of the request. */
export function isUnknownLicense(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal?.area === "licensing" && refusal.status === 400 && /\b(product|sku)(Id)?\b/i.test(refusal.message);
}

/**
 * Returns the id of the tenant, which the lists of this API need: they do not know `my_customer`.
 * @throws Unreadable if the tenant does not have a user that shows it
 */
export async function customerIdOf(client: GoogleClient): Promise<string> {
  if (client.customer !== ownCustomer) return client.customer;
  const { users } = await client.read(() =>
    client.api.users.list({ customer: client.customer, maxResults: 1, fields: "kind,users(customerId)" }),
  );
  return checkedCustomerId(users?.[0]?.customerId ?? null);
}

/** @throws Unreadable for null */
export function checkedCustomerId(id: string | null): string {
  if (id === null || id === "")
    throw new Unreadable("licences are listed by the id of the tenant, which no user shows: set `customer` to it");
  return id;
}

/** Returns the address in an answer. @throws Unreadable if the answer is not about the licence */
function holderIn({ userId, productId, skuId }: api.Schema$LicenseAssignment, license: LicenseKey): string {
  if (typeof userId !== "string" || !isAddress(userId)) throw new Unreadable("an assignment of a licence has no user");
  if (productId !== license.productId || skuId !== license.skuId)
    throw new Unreadable(`an answer about the licence ${license.productId}/${license.skuId} is about another licence`);
  return userId.toLowerCase();
}
