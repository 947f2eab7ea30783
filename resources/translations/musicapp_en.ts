<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AwayBar</name>
    <message numerus="yes">
        <source>Finished while you were away: %n track(s)</source>
        <translation>
            <numerusform>Finished while you were away: %n track</numerusform>
            <numerusform>Finished while you were away: %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeldBar</name>
    <message numerus="yes">
        <source>%n track(s) were waiting. What should happen to them?</source>
        <translation>
            <numerusform>%n track was waiting. What should happen to it?</numerusform>
            <numerusform>%n tracks were waiting. What should happen to them?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message numerus="yes">
        <source>%n track(s) not heard yet</source>
        <translation>
            <numerusform>%n track not heard yet</numerusform>
            <numerusform>%n tracks not heard yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WastebasketBar</name>
    <message numerus="yes">
        <source>%n deleted track(s) lie on a disk without a wastebasket.</source>
        <translation>
            <numerusform>%n deleted track lies on a disk without a wastebasket.</numerusform>
            <numerusform>%n deleted tracks lie on a disk without a wastebasket.</numerusform>
        </translation>
    </message>
</context>
</TS>
