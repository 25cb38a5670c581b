import type { licensing_v1 as api } from "googleapis/build/src/apis/licensing/v1.js";
import { sortedBy } from "../../support/compare.ts";
import type { SandboxReply } from "../core/exchange.ts";
import type { Directory, StoredUser } from "./directory.ts";
import { etagOf } from "./etag.ts";
import { type FieldTable, type JsonObject, textOf, writtenFields } from "./fields.ts";
import type { StoredSku } from "./license-store.ts";
import { pageOf } from "./paging.ts";
import { conditionNotMet, DirectoryRefusal, invalid, required } from "./refusal.ts";
import { type Call, ok, type Route } from "./route.ts";

/** The base of the Enterprise License Manager API. */
export const LICENSING_BASE = "/apps/licensing/v1/";

const ONE = "product/{productId}/sku/{skuId}/user/{userId}";

/** PUT and PATCH both move a licence to another SKU of the same product. */
export const licenseRoutes: readonly Route[] = [
  { method: "GET", pattern: "product/{productId}/users", answer: listForProduct },
  { method: "GET", pattern: "product/{productId}/sku/{skuId}/users", answer: (call) => listed(call, [skuOf(call)]) },
  { method: "POST", pattern: "product/{productId}/sku/{skuId}/user", answer: insert },
  { method: "GET", pattern: ONE, answer: (call) => shown(held(call)) },
  { method: "PUT", pattern: ONE, answer: reassign },
  { method: "PATCH", pattern: ONE, answer: reassign },
  { method: "DELETE", pattern: ONE, answer: remove },
];

const FIELDS: FieldTable = {
  userId: "text",
  productId: "text",
  skuId: "text",
  kind: "read-only",
  etags: "read-only",
  selfLink: "read-only",
  skuName: "read-only",
  productName: "read-only",
};

interface Held {
  readonly sku: StoredSku;
  readonly user: StoredUser;
}

function listForProduct(call: Call): SandboxReply {
  const product = call.key("productId");
  const skus = call.directory.licenses.ofProduct(product);
  if (skus.length === 0) throw invalid(`productId ${product}`);
  return listed(call, skus);
}

function listed({ directory, query, now }: Call, skus: readonly StoredSku[]): SandboxReply {
  ensureCustomer(directory, query.get("customerId"));
  const all = skus.flatMap((sku) =>
    [...sku.holders].flatMap((id) => {
      const user = directory.users.get(id);
      return user === undefined ? [] : [{ sku, user }];
    }),
  );
  const keyOf = ({ sku, user }: Held): string => `${user.primaryEmail} ${sku.sku}`;
  const page = pageOf(sortedBy(all, keyOf), keyOf, { query, limits: { default: 100, max: 1000 }, now });
  const items = page.items.map(licenseResource);
  return ok({
    kind: "licensing#licenseAssignmentList",
    etag: etagOf(items),
    ...(items.length > 0 && { items }),
    ...(page.nextPageToken !== undefined && { nextPageToken: page.nextPageToken }),
  });
}

function insert(call: Call): SandboxReply {
  const sku = skuOf(call);
  const { userId } = writtenFields(call.body, { userId: "text" });
  if (typeof userId !== "string") throw required("userId");
  const user = userOf(call.directory, userId);
  if (sku.holders.has(user.id)) throw conditionNotMet("User already has a license for the specified product and SKU");
  if (call.directory.licenses.ofProduct(sku.product).some(({ holders }) => holders.has(user.id)))
    throw conditionNotMet(
      'User already has a license of the product, but with a different SKU. To reassign a new SKU for this product, use the "update" operation.',
    );
  ensureSeat(sku);
  call.directory.licenses.assign(sku, user.id);
  return shown({ sku, user });
}

function reassign(call: Call): SandboxReply {
  const { sku, user } = held(call);
  const written = writtenFields(call.body, FIELDS);
  ensureSame(written, { userId: user.primaryEmail, productId: sku.product });
  const wanted = textOf(written, "skuId");
  if (wanted === undefined) throw required("skuId");
  if (wanted === sku.sku)
    throw conditionNotMet(`For reassign operations, the new SKU should be different from the old SKU: ${wanted}`);
  const next = known(call.directory, sku.product, wanted);
  if (sku.isAutomatic || next.isAutomatic) throw conditionNotMet("Auto License switching is not allowed.");
  ensureSeat(next);
  call.directory.licenses.unassign(sku, user.id);
  call.directory.licenses.assign(next, user.id);
  return shown({ sku: next, user });
}

/** Refuses a body that names another user or product than the path. */
function ensureSame(written: JsonObject, path: { readonly userId: string; readonly productId: string }): void {
  const user = textOf(written, "userId") ?? path.userId;
  if (user.toLowerCase() !== path.userId)
    throw conditionNotMet(`Reassign operation can't be performed on different users: ${path.userId}, ${user}`);
  const product = textOf(written, "productId") ?? path.productId;
  if (product !== path.productId)
    throw conditionNotMet(`Reassign operation can't be performed on different products: ${path.productId}, ${product}`);
}

function remove(call: Call): SandboxReply {
  const { sku, user } = held(call);
  if (sku.isAutomatic) throw conditionNotMet("Auto License un-assignment is not allowed.");
  call.directory.licenses.unassign(sku, user.id);
  return ok({});
}

function skuOf({ directory, key }: Call): StoredSku {
  return known(directory, key("productId"), key("skuId"));
}

function known(directory: Directory, product: string, sku: string): StoredSku {
  const found = directory.licenses.get(product, sku);
  if (found !== undefined) return found;
  throw invalid(directory.licenses.ofProduct(product).length === 0 ? `productId ${product}` : `skuId ${sku}`);
}

/** Returns the licence that the path names. A user without it is a 404, an address without a user a 400. */
function held(call: Call): Held {
  const sku = skuOf(call);
  const user = userOf(call.directory, call.key("userId"));
  if (!sku.holders.has(user.id))
    throw new DirectoryRefusal(404, "notFound", "User does not have a license for specified sku and product");
  return { sku, user };
}

/** Returns the user with this primary address. This API knows neither ids nor aliases. */
function userOf(directory: Directory, userId: string): StoredUser {
  const found = directory.find(userId);
  if (found?.kind !== "user" || found.user.primaryEmail !== userId.toLowerCase()) throw invalid(`userId ${userId}`);
  return found.user;
}

function ensureSeat({ holders, seats }: StoredSku): void {
  if (seats !== null && holders.size >= seats)
    throw conditionNotMet("There aren't enough available licenses for the specified product-SKU pair");
}

/** The lists take the id of the tenant or one of its domains. They do not know the alias `my_customer`. */
function ensureCustomer({ settings }: Directory, customer: string | null): void {
  if (customer === null) throw required("customerId");
  if (customer !== settings.customerId && !settings.domains.includes(customer.toLowerCase()))
    throw invalid(`customerId ${customer}`);
}

const shown = (license: Held): SandboxReply => ok(licenseResource(license));

/** Returns a licence as the API shows it, with the current primary address of the user. */
export function licenseResource({ sku, user }: Held): api.Schema$LicenseAssignment {
  const { product: productId, sku: skuId, productName, skuName } = sku;
  const userId = user.primaryEmail;
  const content = { kind: "licensing#licenseAssignment", userId, productId, skuId, skuName, productName };
  const selfLink = `https://licensing.googleapis.com${LICENSING_BASE}product/${productId}/sku/${skuId}/user/${userId}`;
  return { ...content, selfLink, etags: etagOf(content) };
}
