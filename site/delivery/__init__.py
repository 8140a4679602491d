"""Delivery: how bytes reach readers."""
