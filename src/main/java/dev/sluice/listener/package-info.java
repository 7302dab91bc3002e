/**
 * The downstream side: takes HTTP from clients, gives the path a {@code Downstream}, refuses what
 * is unsafe before a byte of it is believed. With {@code upstream} and the simulator, one of the
 * three packages that know Vert.x.
 */
@NullMarked
package dev.sluice.listener;

import org.jspecify.annotations.NullMarked;
