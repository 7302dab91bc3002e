/** What is known about models beside their prices: data, refreshed by what the provider says. */
@NullMarked
package dev.sluice.models;

import org.jspecify.annotations.NullMarked;
