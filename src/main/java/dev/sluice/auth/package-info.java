/**
 * Who is calling. Takes headers and the peer address, gives a {@code Caller} or refuses with
 * 401/403; also the check of Host, Origin and Sec-Fetch-Site (local safety).
 */
@NullMarked
package dev.sluice.auth;

import org.jspecify.annotations.NullMarked;
