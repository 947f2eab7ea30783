"""The embedded composer: brief, form, harmony, melody, arrangement, performance, sound, master.

Each stage is a folder and a pure function from the stages before it to a frozen struct.
"""
